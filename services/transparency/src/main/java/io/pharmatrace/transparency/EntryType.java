package io.pharmatrace.transparency;

/** What an entry says; its code is the second byte of the entry. */
public enum EntryType {
  /** Packs commissioned; unitsRoot is R over the notes of the topmost units. */
  BATCH(1),
  /** An EPCIS event that moves no custody. */
  CUSTODY_EVENT(2),
  /** Shipped: units, receiver and the EPCIS event. */
  OFFER(3),
  /** Received, by the receiver. */
  ACCEPTANCE(4),
  /** The sender closes what was accepted. */
  HANDOVER(5),
  /** Units go into a parent. */
  PACK(6),
  /** Units leave their parent. */
  UNPACK(7),
  /** Dispensed, destroyed, exported, left the network. */
  FINAL(8),
  /** A final state undone in time. */
  REACTIVATION(9),
  /** Recall or withdrawal. */
  RECALL(10),
  /** Access or change, for the audit trail. */
  AUDIT(16),
  /** A patient's consent. */
  CONSENT(32),
  /** A health record. */
  RECORD(33),
  /** Says nothing; hides how much is said. */
  PADDING(255);

  private final int code;

  EntryType(int code) {
    this.code = code;
  }

  /** 1 to 255. */
  public int code() {
    return code;
  }

  /**
   * The type with this code.
   *
   * @throws IllegalArgumentException when the ledger has none
   */
  public static EntryType ofCode(int code) {
    for (EntryType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("no entry type has code " + code);
  }
}
