package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** CustodyLedger's storage as of one sealed block. Immutable. */
public final class LedgerState {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final SealedBlock block;
  private final Account ledger;

  private LedgerState(SealedBlock block, Account ledger) {
    this.block = block;
    this.ledger = ledger;
  }

  /**
   * The contract at a pinned address.
   *
   * @param nodes {@code accountProof} of {@code eth_getProof}
   */
  public static Checked<LedgerState> of(SealedBlock block, Address address, List<byte[]> nodes) {
    Checked<Optional<Account>> account = StateProof.account(block.stateRoot(), address, nodes);
    return switch (account) {
      case Checked.Refused<Optional<Account>>(Flaw flaw, String where) ->
          new Checked.Refused<>(flaw, where);
      case Checked.Proven<Optional<Account>>(Optional<Account> found) ->
          found
              .filter(Account::isContract)
              .<Checked<LedgerState>>map(
                  ledger -> new Checked.Proven<>(new LedgerState(block, ledger)))
              .orElseGet(() -> new Checked.Refused<>(Flaw.NO_CONTRACT, address.hex()));
    };
  }

  /** The contract's account; a reader may compare the hash of its code with what he compiled. */
  public Account account() {
    return ledger;
  }

  /**
   * The head of an organisation.
   *
   * @param headNodes {@code storageProof} of {@link LedgerSlots#head}
   * @param lastNodes {@code storageProof} of {@link LedgerSlots#last}
   */
  public Checked<CapturedHead> head(
      Bytes32 organisation, List<byte[]> headNodes, List<byte[]> lastNodes) {
    return Flawed.check(
        () -> {
          Bytes32 head = slot(LedgerSlots.head(organisation), headNodes);
          BigInteger last =
              new BigInteger(1, slot(LedgerSlots.last(organisation), lastNodes).bytes());
          // One word, filled from its least significant end: four uint64. Of sequence and end one
          // is
          // zero: in a frozen ledger the sequence.
          long sequence = number(last, 0);
          long end = number(last, 3);
          if (sequence != 0 && end != 0) {
            throw Flawed.malformed("the last commitment has two numbers");
          }
          return new CapturedHead(
              organisation,
              head,
              sequence + end,
              number(last, 1),
              number(last, 2),
              end != 0,
              block);
        });
  }

  /**
   * The slots of a seal that an organisation closed, bit i for slot i; zero for none.
   *
   * @param nodes {@code storageProof} of {@link LedgerSlots#closed}
   */
  public Checked<BigInteger> closed(Bytes32 organisation, Bytes32 seal, List<byte[]> nodes) {
    return Flawed.check(
        () -> new BigInteger(1, slot(LedgerSlots.closed(organisation, seal), nodes).bytes()));
  }

  private Bytes32 slot(Bytes32 slot, List<byte[]> nodes) throws Flawed {
    return StateProof.slotIn(ledger.storageRoot(), slot, nodes);
  }

  private static long number(BigInteger word, int place) throws Flawed {
    BigInteger value = word.shiftRight(place * Long.SIZE).mod(BigInteger.ONE.shiftLeft(Long.SIZE));
    if (value.compareTo(LARGEST) > 0) {
      throw Flawed.malformed("the last commitment has a number above 2^63 - 1");
    }
    return value.longValueExact();
  }
}
