import type { Waiting } from '../model/fact.ts'
import type { LanguageName } from './language.ts'

/** What a slow reading waits for, in words. */
export const waitings: Readonly<Record<LanguageName, Readonly<Record<Waiting, string>>>> = {
  en: {
    certificate: 'a certificate',
    registries: 'the registries',
    dns: 'name servers',
    kubernetes: 'Kubernetes',
    network: 'the network',
    proxy: 'the proxy',
    mirrors: 'the registry mirrors',
    packages: 'the package sources',
    docker: 'Docker',
    minikube: 'minikube',
    kubectl: 'kubectl',
    machine: 'this machine',
  },
  zh: {
    certificate: '证书',
    registries: '镜像仓库',
    dns: '域名服务器',
    kubernetes: 'Kubernetes',
    network: '网络',
    proxy: '代理',
    mirrors: '镜像加速地址',
    packages: '软件源',
    docker: 'Docker',
    minikube: 'minikube',
    kubectl: 'kubectl',
    machine: '本机',
  },
}
