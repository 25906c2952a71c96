package io.stackspan.query.model;

/** Whose stack a dump shows. */
public record DumpThread(long id, String name, boolean virtual, boolean daemon) {}
