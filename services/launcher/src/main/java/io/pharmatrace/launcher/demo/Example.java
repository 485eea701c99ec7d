package io.pharmatrace.launcher.demo;

/**
 * A pack of the play that somebody can try.
 *
 * @param username whose verdict it is
 * @param pack as a person types it, as in "(01)09521101001013(21)2B6F"
 * @param title of the verdict, as in "May be dispensed"
 */
public record Example(String username, String pack, String title) {}
