import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Writes two entries in BouncyCastle's formats. Arguments: in (PKCS#12), password, first alias, second alias, out (without an ending). */
public class StoreWithBouncyCastle {
  private static final BouncyCastleProvider BC = new BouncyCastleProvider();

  public static void main(String[] args) throws Exception {
    char[] password = args[1].toCharArray();
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(args[0])) {
      from.load(in, password);
    }
    String[][] stores = {{"PKCS12", ".p12"}, {"BKS", ".bks"}, {"UBER", ".uber"}, {"BCFKS", ".bcfks"}};
    for (String[] store : stores) {
      copyInto(KeyStore.getInstance(store[0], BC), from, password, args[2], args[4] + store[1]);
    }
    write(args[4] + "-scrypt.p12", pfx(from, password, scrypt(password), args[2]));
    write(args[4] + "-two-no-name.p12", pfx(from, password, aes(password), args[2], args[3]));
  }

  private static void copyInto(KeyStore to, KeyStore from, char[] password, String alias, String file) throws Exception {
    to.load(null, null);
    to.setKeyEntry(alias, from.getKey(alias, password), password, from.getCertificateChain(alias));
    try (OutputStream out = new FileOutputStream(file)) {
      to.store(out, password);
    }
  }

  private static OutputEncryptor scrypt(char[] password) throws Exception {
    ScryptConfig config = new ScryptConfig.Builder(16384, 8, 1).withSaltLength(16).build();
    return new JcePKCSPBEOutputEncryptorBuilder(config, NISTObjectIdentifiers.id_aes256_CBC).setProvider(BC).build(password);
  }

  private static OutputEncryptor aes(char[] password) throws Exception {
    return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes128_CBC).setProvider(BC).build(password);
  }

  /** Keys and certificates without a name, tied by localKeyID alone. */
  private static byte[] pfx(KeyStore from, char[] password, OutputEncryptor encryptor, String... aliases)
      throws Exception {
    PKCS12PfxPduBuilder pfx = new PKCS12PfxPduBuilder();
    List<PKCS12SafeBag> certificates = new ArrayList<>();
    for (String alias : aliases) {
      Certificate[] chain = from.getCertificateChain(alias);
      ASN1Encodable mark = new DEROctetString(alias.getBytes());
      PKCS12SafeBagBuilder key = new JcaPKCS12SafeBagBuilder((PrivateKey) from.getKey(alias, password), encryptor);
      key.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, mark);
      pfx.addData(key.build());
      for (Certificate certificate : chain) {
        PKCS12SafeBagBuilder bag = new JcaPKCS12SafeBagBuilder((X509Certificate) certificate);
        if (certificate == chain[0]) bag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, mark);
        certificates.add(bag.build());
      }
    }
    pfx.addEncryptedData(encryptor, certificates.toArray(new PKCS12SafeBag[0]));
    JcePKCS12MacCalculatorBuilder mac = new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256);
    return pfx.build(mac.setProvider(BC).setIterationCount(10000), password).getEncoded();
  }

  private static void write(String file, byte[] bytes) throws Exception {
    try (OutputStream out = new FileOutputStream(file)) {
      out.write(bytes);
    }
  }
}
