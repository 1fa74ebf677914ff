import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;

/** Copies a PKCS#12 file, one entry under a password of its own: keytool cannot, its API can. Arguments: in, password, alias, entry password, out. */
public class StoreWithEntryPassword {
  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = args[1].toCharArray();
    try (FileInputStream in = new FileInputStream(args[0])) {
      store.load(in, password);
    }
    KeyStore.PrivateKeyEntry entry =
        (KeyStore.PrivateKeyEntry) store.getEntry(args[2], new KeyStore.PasswordProtection(password));
    store.setEntry(args[2], entry, new KeyStore.PasswordProtection(args[3].toCharArray()));
    try (FileOutputStream out = new FileOutputStream(args[4])) {
      store.store(out, password);
    }
  }
}
