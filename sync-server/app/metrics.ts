import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the server counts. Nothing here names a person, an address or a document. */
export interface Metrics {
  readonly registry: Registry
  /** One finished request; `route` is the pattern, not the path. */
  countRequest(method: string, route: string, status: number, seconds: number): void
  /** One mutation answered by a push. */
  countMutation(status: string): void
  /** Another value, asked for when somebody scrapes. */
  addGauge(name: string, help: string, read: () => number | Promise<number>): void
}

/** Values that are asked for when somebody scrapes. */
export interface MetricSources {
  head(): Promise<number>
  liveConnections(): number
  effects(): Promise<Readonly<Record<string, number>>>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** A registry of this server's own, with the process's own figures (event-loop lag, memory, CPU) beside ours. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'satchel_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const latency = new Histogram({
    name: 'satchel_http_request_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  })
  const mutations = new Counter({
    name: 'satchel_mutations_total',
    help: 'Mutations answered by pushes, by answer.',
    labelNames: ['status'],
    registers,
  })
  addGauges(registry, sources)
  return {
    registry,
    countRequest(method, route, status, seconds) {
      requests.inc({ method, route, status })
      latency.observe({ method, route }, seconds)
    },
    countMutation: (status) => mutations.inc({ status }),
    addGauge(name, help, read) {
      const collect = async () => gauge.set(await read())
      const gauge: Gauge = new Gauge({ name, help, registers: [], collect })
      registry.registerMetric(gauge)
    },
  }
}

function addGauges(registry: Registry, sources: MetricSources): void {
  const head = new Gauge({
    name: 'satchel_sync_head',
    help: 'Position of the newest sequenced change.',
    registers: [],
    async collect() {
      this.set(await sources.head())
    },
  })
  const live = new Gauge({
    name: 'satchel_live_connections',
    help: 'Consoles that wait for news from this process.',
    registers: [],
    collect() {
      this.set(sources.liveConnections())
    },
  })
  const effects = new Gauge({
    name: 'satchel_effects',
    help: 'Side effects in the outbox, by state.',
    labelNames: ['state'],
    registers: [],
    async collect() {
      this.reset()
      for (const [state, count] of Object.entries(await sources.effects())) this.set({ state }, count)
    },
  })
  for (const gauge of [head, live, effects]) registry.registerMetric(gauge)
}
