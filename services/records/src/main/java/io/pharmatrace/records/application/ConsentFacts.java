package io.pharmatrace.records.application;

import io.pharmatrace.records.domain.consent.ChainView;
import io.pharmatrace.records.domain.consent.StoredConsent;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What a decision needs to know of consents; given by who stores them. Thread-safe. */
public interface ConsentFacts {
  /** All consents about that person, each in its newest version. */
  List<StoredConsent> about(Handle handle, UUID person);

  /** What is known of the chain now, with the keys of these consents. */
  ChainView chain(Handle handle, List<StoredConsent> consents);
}
