package io.pharmatrace.records.application;

import com.nimbusds.jose.util.Base64URL;

/**
 * A data key, wrapped for one reader: a recipient of a JWE.
 *
 * @param kid name of the reader's key
 * @param ephemeral made for this wrapping only
 * @param encrypted data key under the key agreed on, 40 bytes
 */
record WrappedKey(String kid, P256Key ephemeral, Base64URL encrypted) {
  /** As it stands in a JWE, with groups for x, y, kid and the encrypted key. */
  static final String FORM =
      "\\{\"encrypted_key\":\"([A-Za-z0-9_-]{54})\",\"header\":\\{\"epk\":(\\{[^{}]{1,200}\\}),"
          + "\"kid\":\"([A-Za-z0-9_-]{43})\"\\}\\}";

  String json() {
    return "{\"encrypted_key\":\"%s\",\"header\":{\"epk\":%s,\"kid\":\"%s\"}}"
        .formatted(encrypted, ephemeral.jwk(), kid);
  }
}
