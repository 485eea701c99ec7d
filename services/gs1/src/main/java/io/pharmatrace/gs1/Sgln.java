package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A physical place: a GLN and, where it is a place inside that one, an extension, AI (414) and
 * (254).
 *
 * @param extension 1 to 20 characters of set 82, or null. The extension "0" means none (EPC Tag
 *     Data Standard 6.3.3) and becomes null.
 */
public record Sgln(Gln gln, @Nullable String extension) implements Epc {

  public Sgln {
    if ("0".equals(extension)) {
      extension = null;
    }
    if (extension != null) {
      Problem.throwIfAny(
          Checks.text("GLN extension", "254", CharacterSet.SET_82, extension, 1, 20));
    }
  }

  public static Sgln of(String gln) {
    return new Sgln(new Gln(gln), null);
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Sgln> parse(String uri) {
    return Epc.parse(uri, Sgln.class);
  }

  @Override
  public List<Element> elements() {
    return Element.optional("414", gln.digits(), "254", extension);
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:sgln:"
        + EpcUrn.plain(gln.digits(), companyPrefixLength)
        + '.'
        + (extension == null ? "0" : Percent.encodeUrn(extension));
  }
}
