import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import type { Quote } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'

const after = (said: Quote | undefined): Text => (said === undefined ? [] : say`：${said}`)

export const dockerContext: Pick<AreaWords<'docker'>, 'docker/context'> = {
  'docker/context': {
    title: 'Docker 上下文',
    problems: {
      'bad-context': {
        message: ({ engine, said }) =>
          say`Docker 被指定使用上下文 ${engine}，但它不存在${after(said)}`,
        hint: () => say`换回这台机器自己的引擎：`,
      },
      'bad-host': {
        message: ({ from, engine, said }) =>
          say`Docker 看不懂引擎地址 ${engine}（${from}）${after(said)}`,
        hint: () => say`改正这个地址，或者换回这台机器自己的引擎：`,
      },
      tls: {
        message: ({ engine, said }) =>
          say`Docker 和 ${engine} 上的引擎在加密方式上谈不拢${after(said)}`,
        hint: () =>
          say`DOCKER_TLS_VERIFY 和 DOCKER_CERT_PATH 必须与那个引擎一致。如果你要的不是它，就换回这台机器自己的引擎：`,
      },
      'no-engine': {
        message: ({ from, engine, said }) =>
          say`Docker 被指定（${from}）使用 ${engine} 上的引擎，但那里没有应答${after(said)}`,
        hint: () => say`启动那个引擎，或者换回这台机器自己的引擎：`,
      },
      'podman-engine': {
        message: ({ engine }) =>
          say`docker 背后的引擎（${engine}）其实是 podman；minikube 的 docker 驱动需要 Docker 自己的引擎`,
        hint: () => say`安装 Docker 引擎，或者让 docker 重新指向它：`,
      },
      'rootless-refused': {
        message: ({ minikube, runtime }) =>
          say`Docker 引擎以 rootless 方式运行；minikube ${minikube} 用 ${runtime} 运行时无法在上面启动`,
        hint: () =>
          say`从 v1.23.0 起可以在节点里用 containerd 代替 docker，v1.32.0 起两者都行。也可以换回系统的引擎：`,
      },
      rootless: {
        message: () =>
          say`Docker 引擎以 rootless 方式运行：minikube 可以启动，但要求 cgroup v2 并且下放了 cpu 和 memory 控制器`,
        hint: () => say`如果启动失败，换回系统的引擎：`,
      },
      remote: {
        message: ({ from, engine }) =>
          say`${engine} 上的引擎（${from}）不在这台机器上：集群的端口和文件都在那边，不在这里`,
        hint: () => say`如果这不是你的本意，换回这台机器自己的引擎：`,
      },
      'docker-env': {
        message: ({ node }) =>
          say`这个 shell 执行过 minikube docker-env，指向集群 ${node} 里面的 docker：看到的是节点里的容器，不是这台机器的`,
        hint: () =>
          say`k8s-doctor 和 minikube 一样绕过了它。新开一个终端，或者把这个 shell 改回来：`,
      },
    },
  },
}
