import data from './data/minikube-reasons.json' with { type: 'json' }

/** A reason id of minikube: what stands after "Exiting due to". */
export interface MinikubeReason {
  readonly exit: number
  readonly group: string
  readonly means: string
  /** The first release that knows it; v1.13.0, the first with ids, where absent. */
  readonly since?: string
  /** The last one. */
  readonly until?: string
  readonly doc?: string
}

const table: Readonly<Record<string, MinikubeReason>> = data.reasons

/** Ids that name a driver or an exit code, by their general form. */
const general = (id: string): readonly string[] => [
  id.replace(
    /^PROVIDER_[A-Z0-9]+_(?=(?:NOT_FOUND|NOT_RUNNING|ERROR|OBSOLETE)$)/,
    'PROVIDER_<DRIVER>_',
  ),
  id.replace(/_EXIT_\d+$/, '_EXIT_<n>'),
]

/** What minikube's source says about an id; undefined where it has no such id. Source: named in the data file. */
export const minikubeReason = (id: string): MinikubeReason | undefined =>
  [id, ...general(id)].flatMap((form) => (Object.hasOwn(table, form) ? [table[form]] : [])).at(0)

/** Every id as it can be asked for; general forms are left out. */
export const minikubeReasonIds: readonly string[] = Object.keys(table).filter(
  (id) => !id.includes('<'),
)
