package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gln;
import java.util.UUID;

/**
 * A scanner that publishes raw reads.
 *
 * @param id name by which it signs its messages, unique in the network
 * @param site the site where it stands
 * @param organisation the organisation of that site, for which it speaks
 * @param mayAct whether neither it nor its site nor its organisation is suspended or retired
 */
public record Reader(String id, Gln site, UUID organisation, boolean mayAct) {}
