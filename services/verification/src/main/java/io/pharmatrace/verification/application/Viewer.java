package io.pharmatrace.verification.application;

import java.util.UUID;

/**
 * Who looks at cases.
 *
 * @param seesAll a regulator; others see what concerns their organisation
 */
public record Viewer(UUID organisation, boolean seesAll) {}
