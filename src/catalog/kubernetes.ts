import { compareVersions, isVersion, minorOf } from '../model/version.ts'

/**
 * Each minor version's newest patch and the last day of its support, as of the catalog's date. Source: kubernetes.io/releases/patch-releases
 * and endoflife-date/endoflife.date@a70eca337600e7d721dc48112c271f98661d208b:products/kubernetes.md; patches of 2026 by the tags of
 * the module k8s.io/kubectl.
 */
const minors: Readonly<Record<string, readonly [newest: string, ends: string]>> = {
  '1.19': ['v1.19.16', '2021-10-28'],
  '1.20': ['v1.20.15', '2022-02-28'],
  '1.21': ['v1.21.14', '2022-06-28'],
  '1.22': ['v1.22.17', '2022-12-08'],
  '1.23': ['v1.23.17', '2023-02-28'],
  '1.24': ['v1.24.17', '2023-07-28'],
  '1.25': ['v1.25.16', '2023-10-28'],
  '1.26': ['v1.26.15', '2024-02-28'],
  '1.27': ['v1.27.16', '2024-07-16'],
  '1.28': ['v1.28.15', '2024-10-22'],
  '1.29': ['v1.29.15', '2025-02-28'],
  '1.30': ['v1.30.14', '2025-07-15'],
  '1.31': ['v1.31.14', '2025-11-11'],
  '1.32': ['v1.32.13', '2026-02-28'],
  '1.33': ['v1.33.13', '2026-06-28'],
  '1.34': ['v1.34.13', '2026-10-27'],
  '1.35': ['v1.35.10', '2027-02-28'],
  '1.36': ['v1.36.6', '2027-06-28'],
  '1.37': ['v1.37.2', '2027-10-28'],
}

/** The newest Kubernetes the catalog knows. */
export const newestKubernetes = Object.values(minors).at(-1)?.[0] ?? 'v0.0.0'

/** Whether the catalog knows the minor version: every one up to its newest. A patch is judged by its minor version. Pure. */
export const isKnownKubernetes = (version: string): boolean =>
  !isVersion(version) || compareVersions(minorOf(version), minorOf(newestKubernetes)) <= 0

/** Whether that patch has been released, whoever has its digest. Pure. */
export const isReleasedKubernetes = (version: string): boolean => {
  const [newest] = minors[minorOf(version).slice(1, -2)] ?? []
  return newest !== undefined && compareVersions(version, newest) <= 0
}
