package io.pharmatrace.launcher.demo;

/**
 * Somebody of the demonstration who can log in.
 *
 * @param username to log in with
 * @param name of the person and what they do
 * @param organisation they work for
 * @param role of the organisation, as in "pharmacist"
 */
public record Login(String username, String name, String organisation, String role) {}
