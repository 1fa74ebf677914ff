import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeSet;

/** Reads files, a line of base64 each, as java.util.Properties does. Prints a line of JSON for each: its pairs, or null where Java refuses. */
public class PropertiesVectors {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
    StringBuilder out = new StringBuilder();
    for (String line; (line = in.readLine()) != null; ) {
      out.append(pairs(Base64.getDecoder().decode(line))).append('\n');
    }
    System.out.print(out);
  }

  private static String pairs(byte[] file) throws Exception {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(file));
    } catch (IllegalArgumentException malformed) {
      return "null";
    }
    StringBuilder json = new StringBuilder("{");
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (json.length() > 1) json.append(',');
      json.append(quoted(name)).append(':').append(quoted(properties.getProperty(name)));
    }
    return json.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c >= ' ' && c <= '~') json.append(c);
      else json.append(String.format("\\u%04x", (int) c));
    }
    return json.append('"').toString();
  }
}
