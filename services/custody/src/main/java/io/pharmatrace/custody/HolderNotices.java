package io.pharmatrace.custody;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where custody says who has to be told of a recall, for each organisation to be told its own. */
@FunctionalInterface
public interface HolderNotices {
  /**
   * What an organisation has of what is recalled.
   *
   * @param recall id of the recall, as in {@code registry.recalls}
   * @param organisation who is to be told
   * @param packs active and locked packs that it holds
   * @param incoming those that are on their way to it
   */
  record Holding(long recall, UUID organisation, long packs, long incoming) {}

  /** Tells them, if the caller's transaction is committed. */
  void tell(Handle transaction, List<Holding> holdings);
}
