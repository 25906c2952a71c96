package io.stackspan.query.model;

/**
 * A monitor that a thread held.
 *
 * @param frameDepth of the frame that took it; 0 is the top frame
 * @param identityHash lower-hex, without leading zeros
 */
public record HeldMonitor(int frameDepth, String lockClass, String identityHash) {}
