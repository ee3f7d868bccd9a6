/** A Docker Hub mirror that is known to serve no more. */
interface DeadMirror {
  /** The host, or with a leading dot every host below. */
  readonly host: string
  /** Year, month or day it ended. */
  readonly since: string
}

/**
 * Mirrors that old guides still name. Source: nwcdheap/kops-cn#110 (docker-cn), docker-practice/docker-registry-cn-mirror-test#3
 * (Qiniu; azk8s answers only inside Azure), ustclug/mirrorhelp docs/dockerhub.md, sjtug/mirror-requests#369,
 * dongyubin/DockerHub README (AtomHub). Those that answer some networks only (Aliyun's and Tencent's own) or come and go
 * are probed, never listed.
 */
const deadMirrors: readonly DeadMirror[] = [
  { host: 'registry.docker-cn.com', since: '2019' },
  { host: 'reg-mirror.qiniu.com', since: '2020-05' },
  { host: '.azk8s.cn', since: '2021-02' },
  { host: 'docker.mirrors.ustc.edu.cn', since: '2024-06' },
  { host: 'docker.mirrors.sjtug.sjtu.edu.cn', since: '2024-06' },
  { host: 'atomhub.openatom.cn', since: '2024-12' },
]

/** When the mirror on this host ended; undefined for one not known to be dead. */
export const deadSince = (host: string): string | undefined =>
  deadMirrors.find(({ host: dead }) => (dead.startsWith('.') ? host.endsWith(dead) : host === dead))
    ?.since
