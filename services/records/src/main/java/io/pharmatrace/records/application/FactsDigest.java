package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.pharmatrace.records.domain.RecordFacts;
import io.pharmatrace.records.domain.consent.Ref;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * What an author signs of the facts that lie beside a document: base64url of SHA-256 over their JCS
 * form. It stands inside the encryption, so nobody guesses facts of an erased record from it.
 */
final class FactsDigest {
  private FactsDigest() {}

  static String of(RecordFacts facts) {
    try {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put(
          "authored", List.of(text(facts.authored().start()), text(facts.authored().end())));
      members.put("authors", sorted(facts.authors()));
      members.put(
          "labels",
          facts.labels().stream().map(l -> l.system() + "|" + l.value()).sorted().toList());
      members.put("related", sorted(facts.related()));
      members.put("status", facts.status());
      members.put("type", facts.type());
      String canonical =
          new JsonCanonicalizer(JSONObjectUtils.toJSONString(members)).getEncodedString();
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON is well-formed", e);
    }
  }

  private static List<String> sorted(Set<Ref> refs) {
    return refs.stream().map(Ref::value).sorted().toList();
  }

  /** ISO 8601 in UTC; empty for an open end. */
  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
