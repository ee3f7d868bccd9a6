import { atLeast } from '../model/version.ts'

/** First release, dashboard, scraper; the newest first. From v1.26.0 on they are fetched only when somebody asks for the dashboard. */
const tags = [
  ['v1.26.0'],
  ['v1.23.1', 'v2.3.1', 'v1.0.7'],
  ['v1.16.0', 'v2.1.0', 'v1.0.4'],
  ['v1.13.0', 'v2.0.3', 'v1.0.4'],
  ['v1.12.0', 'v2.0.1', 'v1.0.4'],
  ['v1.10.0', 'v2.0.0', 'v1.0.2'],
  ['v1.9.0', 'v2.0.0-rc6', 'v1.0.2'],
] as const

/**
 * The dashboard's images, which a release fetches along with the system's own where it does without the preload; the start goes on
 * without them. Source: pkg/minikube/bootstrapper/images/images.go, `auxiliary`, at each tag; seen with v1.13.1 and v1.25.2. Pure.
 */
export const dashboardImages = (minikube: string): readonly string[] => {
  const [, dashboard, scraper] = tags.find(([since]) => atLeast(minikube, since)) ?? []
  return dashboard === undefined || scraper === undefined
    ? []
    : [
        `docker.io/kubernetesui/dashboard:${dashboard}`,
        `docker.io/kubernetesui/metrics-scraper:${scraper}`,
      ]
}
