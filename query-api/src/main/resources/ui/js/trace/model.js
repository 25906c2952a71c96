// A trace as the waterfall needs it: a tree that can be folded, and dumps by span in time order.
// 50,000 spans must pass through here, so every walk is a loop with its own stack, never a recursion.

/** Selection of the dumps that belong to no span; not a span id, since those are never this short. */
export const UNLINKED = 'unlinked';

const SERVICE_COLOURS = 10;

export class TraceModel {
  constructor(trace) {
    this.trace = trace;
    this.spans = new Map(trace.spans.map((span) => [span.spanId, span]));
    this.children = new Map();
    this.dumpsOf = groupDumps(trace.dumps, this.spans);
    this.roots = this.#link();
    this.order = this.#walk(new Set());
    this.subtree = this.#countSubtrees();
    this.start = trace.spans.reduce((least, span) => Math.min(least, span.startMicros), trace.startMicros);
    this.end = trace.spans.reduce((most, span) => Math.max(most, span.endMicros), Math.max(trace.endMicros, this.start + 1));
    const names = [...new Set(trace.spans.map((span) => span.service))].sort();
    this.findings = this.#rootsFirst(trace.findings);
    this.colours = new Map(names.map((name, i) => [name, i % SERVICE_COLOURS]));
  }

  get length() {
    return this.end - this.start;
  }

  /** Share of the time line, 0 to 1. */
  at(micros) {
    return Math.min(1, Math.max(0, (micros - this.start) / this.length));
  }

  dumps(spanId) {
    return this.dumpsOf.get(spanId) ?? [];
  }

  /** Rows to show when the spans in `folded` hide what is under them. */
  rows(folded) {
    return folded.size === 0 ? this.order : this.#walk(folded);
  }

  ancestors(spanId) {
    const path = [];
    for (let span = this.#parent(this.spans.get(spanId)); span && !path.includes(span.spanId); span = this.#parent(span)) {
      path.push(span.spanId);
    }
    return path;
  }

  /** All dumps in the order in which a reader meets them: span by span down the tree, by time inside a span. */
  get dumpSequence() {
    const linked = this.order.flatMap((row) => this.dumps(row.span.spanId));
    return [...linked, ...this.dumps(UNLINKED)];
  }

  /** Where a dump is shown: its span, or the group of those without one. */
  placeOf(dump) {
    return dump.spanId !== null && this.spans.has(dump.spanId) ? dump.spanId : UNLINKED;
  }

  /**
   * Findings as the API ranks them, but waiting for another service goes behind what was found in that service:
   * the callee's lock is the cause, the caller's wait only its echo.
   */
  #rootsFirst(findings) {
    const explained = new Set(findings.flatMap((finding) => this.ancestors(finding.spanId)));
    const echo = (finding) => finding.kind === 'otherService' && explained.has(finding.spanId);
    return [...findings.filter((finding) => !echo(finding)), ...findings.filter(echo)];
  }

  #parent(span) {
    return span?.parentSpanId ? this.spans.get(span.parentSpanId) : undefined;
  }

  #link() {
    const roots = [];
    for (const span of this.trace.spans) {
      const parent = this.#parent(span);
      if (parent === undefined || parent === span) roots.push(span);
      else if (this.children.has(parent.spanId)) this.children.get(parent.spanId).push(span);
      else this.children.set(parent.spanId, [span]);
    }
    return roots;
  }

  #walk(folded) {
    const rows = [];
    const seen = new Set();
    const from = (roots) => {
      const stack = siblings(roots, 0);
      while (stack.length > 0) {
        const row = stack.pop();
        const id = row.span.spanId;
        if (seen.has(id)) continue;
        seen.add(id);
        rows.push(row);
        const under = this.children.get(id) ?? [];
        row.parent = under.length > 0;
        row.folded = row.parent && folded.has(id);
        if (!row.folded) for (const next of siblings(under, row.depth + 1)) stack.push(next);
      }
    };
    from(this.roots);
    // Spans that refer to each other in a circle have no root; broken data must still be seen.
    if (folded.size === 0 && rows.length < this.spans.size) {
      for (const span of this.trace.spans) if (!seen.has(span.spanId)) {
        this.roots.push(span);
        from([span]);
      }
    }
    return rows;
  }

  #countSubtrees() {
    const counts = new Map();
    for (let i = this.order.length - 1; i >= 0; i--) {
      const { span } = this.order[i];
      const total = { spans: 0, dumps: 0, errors: 0 };
      for (const child of this.children.get(span.spanId) ?? []) {
        const under = counts.get(child.spanId);
        if (under === undefined) continue;
        total.spans += under.spans + 1;
        total.dumps += under.dumps + this.dumps(child.spanId).length;
        total.errors += under.errors + (child.error ? 1 : 0);
      }
      counts.set(span.spanId, total);
    }
    return counts;
  }
}

/** Rows for brothers, last first, because they go on a stack. */
function siblings(spans, depth) {
  const size = spans.length;
  return spans.map((span, i) => ({ span, depth, position: i + 1, size })).reverse();
}

function groupDumps(dumps, spans) {
  const groups = new Map();
  for (const dump of dumps) {
    const key = dump.spanId !== null && spans.has(dump.spanId) ? dump.spanId : UNLINKED;
    if (groups.has(key)) groups.get(key).push(dump);
    else groups.set(key, [dump]);
  }
  for (const group of groups.values()) group.sort((a, b) => a.timeMicros - b.timeMicros || a.sequence - b.sequence);
  return groups;
}

/**
 * What to show first when the address does not say: the dump that the first finding rests on, since that is
 * the answer to "why"; else the longest span that has dumps; else the root.
 */
export function firstLook(model) {
  for (const finding of model.findings) {
    const dump = model.trace.dumps.find((one) => one.dumpId === finding.dumpIds[0]);
    if (dump) return { spanId: model.placeOf(dump), dumpId: dump.dumpId };
    if (model.spans.has(finding.spanId)) return { spanId: finding.spanId, dumpId: null };
  }
  let best = null;
  for (const { span } of model.order) {
    const better = best === null || span.durationMicros > best.durationMicros;
    if (model.dumps(span.spanId).length > 0 && better) best = span;
  }
  const spanId = best?.spanId ?? model.order[0]?.span.spanId ?? UNLINKED;
  return { spanId, dumpId: model.dumps(spanId)[0]?.dumpId ?? null };
}
