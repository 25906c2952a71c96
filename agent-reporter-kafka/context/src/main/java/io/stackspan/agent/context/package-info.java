/**
 * The trace model in the application's JVM: segments, spans, the current context of each thread,
 * carriers between processes and hand-over between threads.
 *
 * <p>Loaded by the bootstrap class loader, so that hooks in JDK classes, instrumentations of any
 * application loader and the isolated rest of the agent meet here. Hence only {@code java.base}, no
 * lambdas (they would run JDK code that is itself hooked), and a few static fields that stand for
 * the one agent of this JVM.
 */
@NullMarked
package io.stackspan.agent.context;

import org.jspecify.annotations.NullMarked;
