import data from './data/minikube-digests.json' with { type: 'json' }

/** Every `<os>-<arch>`, in Go's names, that any minikube release of the catalog was built for. Source: deploy/minikube/releases.json. */
export const minikubePlatforms: ReadonlySet<string> = new Set(
  Object.values(data.sha256).flatMap((platforms) => Object.keys(platforms)),
)
