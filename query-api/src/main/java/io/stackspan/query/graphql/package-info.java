/** GraphQL over the same answers as REST. */
@NullMarked
package io.stackspan.query.graphql;

import org.jspecify.annotations.NullMarked;
