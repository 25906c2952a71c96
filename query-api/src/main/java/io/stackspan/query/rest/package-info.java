/** REST routes, the page's files, and the one place where exceptions become statuses. */
@NullMarked
package io.stackspan.query.rest;

import org.jspecify.annotations.NullMarked;
