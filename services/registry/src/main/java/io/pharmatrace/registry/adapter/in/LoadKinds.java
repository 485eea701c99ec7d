package io.pharmatrace.registry.adapter.in;

import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.Json;
import io.pharmatrace.registry.application.load.LoadKind;
import io.pharmatrace.registry.application.load.LoadTable;

/** A kind of job for each table that can be loaded. */
@Factory
final class LoadKinds {
  @EachBean(LoadTable.class)
  LoadKind kind(LoadTable table, Json json) {
    return new LoadKind(table, json);
  }
}
