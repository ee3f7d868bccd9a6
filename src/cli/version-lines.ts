import { newestKubernetes } from '../catalog/kubernetes.ts'
import { catalogDate, newestMinikube } from '../catalog/minikube.ts'
import type { LanguageName } from '../messages/language.ts'

/** What `--version --verbose` says: of when the catalog is, how far it goes, and what runs us. */
export const versionLines = (version: string, language: LanguageName): string =>
  language === 'zh'
    ? `k8s-doctor ${version}\n版本资料截至 ${catalogDate}：minikube 到 ${newestMinikube}，Kubernetes 到 ${newestKubernetes}\nNode.js ${process.version}\n`
    : `k8s-doctor ${version}\ncatalog of ${catalogDate}: minikube up to ${newestMinikube}, Kubernetes up to ${newestKubernetes}\nNode.js ${process.version}\n`
