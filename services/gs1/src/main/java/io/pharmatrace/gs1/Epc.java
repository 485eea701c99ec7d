package io.pharmatrace.gs1;

import java.util.List;

/**
 * An identifier of a thing, a place, a party or a class of things, as EPCIS events name them. Equal
 * identifiers are equal values, whichever way they were written.
 */
public sealed interface Epc
    permits Cpid,
        Gcn,
        Gdti,
        Giai,
        Ginc,
        Grai,
        Gsin,
        Gsrn,
        Gtin,
        Itip,
        Lgtin,
        Pgln,
        Sgln,
        Sgtin,
        Sscc,
        Upui {

  /** The key and its qualifiers, in the order of a Digital Link path. */
  List<Element> elements();

  /** True for what stands for many things (a GTIN, a batch), false for a single one. */
  default boolean namesClass() {
    return false;
  }

  /** The canonical Digital Link URI (GS1 Digital Link, URI syntax, section 4.12), at id.gs1.org. */
  default String digitalLink() {
    StringBuilder out = new StringBuilder("https://id.gs1.org");
    for (Element element : elements()) {
      out.append('/').append(element.ai()).append('/').append(Percent.encodeUri(element.value()));
    }
    return out.toString();
  }

  /**
   * The EPC pure identity URN (EPC Tag Data Standard section 6). A class that has no such URN gives
   * its pattern, {@code urn:epc:idpat:...}.
   *
   * @param companyPrefixLength digits of the GS1 company prefix, 6 to 12; the identifier itself
   *     does not tell
   * @throws IllegalArgumentException if that length is impossible for this identifier
   */
  String urn(int companyPrefixLength);

  /** As {@link #urn(int)}, with a problem where that length is impossible for this identifier. */
  default Result<String> tryUrn(int companyPrefixLength) {
    try {
      return Result.ok(urn(companyPrefixLength));
    } catch (IllegalArgumentException e) {
      return Result.problem(
          Problem.of(ProblemCode.INVALID_COMPANY_PREFIX, 0, String.valueOf(e.getMessage())));
    }
  }

  /** Reads an EPC URN or a Digital Link URI of any domain and path prefix; never throws. */
  static Result<Epc> parse(String uri) {
    return uri.regionMatches(true, 0, "urn:", 0, 4)
        ? EpcUrn.parse(uri).map(EpcUrn::epc)
        : DigitalLink.parse(uri).flatMap(EpcKeys::of);
  }

  /** As {@link #parse(String)}, where only one kind of identifier will do; never throws. */
  static <E extends Epc> Result<E> parse(String uri, Class<E> kind) {
    return parse(uri)
        .flatMap(
            epc ->
                kind.isInstance(epc)
                    ? Result.ok(kind.cast(epc))
                    : Result.problem(
                        Problem.of(
                            ProblemCode.OTHER_IDENTIFIER,
                            0,
                            "This identifies "
                                + EpcKeys.name(epc.getClass())
                                + " and not "
                                + EpcKeys.name(kind)
                                + ".")));
  }
}
