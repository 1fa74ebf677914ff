import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.Key;
import java.security.KeyStore;

/** Copies an entry into a JKS or JCEKS file with all that is hard about text. Arguments: in, password, alias, type, out. */
public class StoreNonAscii {
  private static final String BERRY = new String(Character.toChars(0x1FAD0));

  public static void main(String[] args) throws Exception {
    char[] password = args[1].toCharArray();
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(args[0])) {
      from.load(in, password);
    }
    Key key = from.getKey(args[2], password);
    char[] storePassword = ("bl\u00e5b\u00e6r" + BERRY).toCharArray();
    // JCEKS locks keys under passwords of ASCII alone.
    char[] entryPassword = args[3].equals("JKS") ? storePassword : "eget-passord".toCharArray();
    KeyStore to = KeyStore.getInstance(args[3]);
    to.load(null, null);
    to.setKeyEntry("n\u00f8kkel \u20ac" + BERRY + "\0slutt", key, entryPassword, from.getCertificateChain(args[2]));
    try (FileOutputStream out = new FileOutputStream(args[4])) {
      to.store(out, storePassword);
    }
  }
}
