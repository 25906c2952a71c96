/** The routes of the index service: protobuf for query-api, health and metrics for people. */
@NullMarked
package io.stackspan.index.http;

import org.jspecify.annotations.NullMarked;
