package io.pharmatrace.gs1;

/**
 * A fault that explains a reading.
 *
 * @param fault stable, for machines
 * @param message a sentence for the person at the counter; it holds no data of the barcode
 */
public record Finding(Fault fault, String message) {}
