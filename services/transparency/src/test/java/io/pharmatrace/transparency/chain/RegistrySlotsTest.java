package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against the layout that the compiler wrote, which the build of contracts holds to the source.
 * That the rules for mappings and arrays are Solidity's, EvidenceIT of anchoring shows on the
 * contract.
 */
class RegistrySlotsTest {
  private static String layout = "";

  @BeforeAll
  static void read() throws IOException {
    layout =
        Files.readString(Path.of("../../contracts/artifacts/OrganisationRegistry.layout.json"));
  }

  @Test
  void theMappingsAreWhereTheCompilerPutThem() {
    assertThat(layout)
        .contains(
            "{\"label\":\"organisations\",\"slot\":%d,\"offset\":0,\"type\":\"t_mapping(t_bytes32,t_struct(Organisation)_storage)\"}"
                .formatted(RegistrySlots.ORGANISATIONS))
        .contains(
            "{\"label\":\"_keys\",\"slot\":%d,\"offset\":0,\"type\":\"t_mapping(t_bytes32,t_struct(Trace160)_storage)\"}"
                .formatted(RegistrySlots.KEYS))
        .contains(
            "{\"label\":\"entitlements\",\"slot\":%d,\"offset\":0,\"type\":\"t_mapping(t_bytes32,t_mapping(t_bytes32,t_struct(Entitlement)_storage))\"}"
                .formatted(RegistrySlots.ENTITLEMENTS));
  }

  @Test
  void theStructsArePackedAsTheyAreRead() {
    assertThat(layout)
        .contains("{\"label\":\"key\",\"slot\":0,\"offset\":0,\"type\":\"t_address\"}")
        .contains("{\"label\":\"roles\",\"slot\":0,\"offset\":20,\"type\":\"t_uint32\"}")
        .contains("{\"label\":\"suspended\",\"slot\":0,\"offset\":24,\"type\":\"t_bool\"}")
        .contains("{\"label\":\"identityDigest\",\"slot\":1,\"offset\":0,\"type\":\"t_bytes32\"}")
        .contains("{\"label\":\"since\",\"slot\":0,\"offset\":0,\"type\":\"t_uint64\"}")
        .contains("{\"label\":\"until\",\"slot\":0,\"offset\":8,\"type\":\"t_uint64\"}")
        .contains(
            "{\"label\":\"_checkpoints\",\"slot\":0,\"offset\":0,\"type\":\"t_array(t_struct(Checkpoint160)_storage)dyn_storage\"}")
        .contains("{\"label\":\"_key\",\"slot\":0,\"offset\":0,\"type\":\"t_uint96\"}")
        .contains("{\"label\":\"_value\",\"slot\":0,\"offset\":12,\"type\":\"t_uint160\"}");
  }
}
