import type { WordsOf } from '../../explain/wording.ts'
import type { EndCode } from '../../explain/marks.ts'
import { say } from '../../model/text.ts'
import { own } from '../../model/value.ts'

/** 日志里只看得到启动失败，或者看不到结尾时说的话。 */
export const start: WordsOf<EndCode> = {
  'log/stuck-pull': {
    message: () => say`日志到下载这里就没有了`,
    hint: () =>
      say`光是节点镜像就有几百 MB：请耐心等待，或换一个近的源。在那台机器上运行 k8s-doctor 会逐个询问。`,
  },
  'log/stuck-boot': {
    message: () => say`日志到启动控制平面这里就没有了`,
    hint: () =>
      say`如果一直停在这里：4 个 CPU、8 GiB 内存会有帮助；拉不到的镜像也会让它一直等。minikube logs 说得更多。`,
  },
  'log/service-none': {
    message: () => say`集群里只有它自己的 Service（kubernetes、kube-dns）`,
    hint: () =>
      say`先创建它：kubectl apply -f 文件，或者 kubectl expose。kubectl get services -A 会列出所有命名空间的。`,
  },
  'log/start-failed': {
    message: () => say`启动失败，日志没有给出 k8s-doctor 认得的原因；最能说明问题的是这一行`,
    hint: (_, { tool }) =>
      ({
        minikube: say`下一步：minikube logs --file=logs.txt，再用 ${own('explain', 'logs.txt')} 查看；也可以在那台机器上直接运行 k8s-doctor。`,
        kubeadm: say`下一步：journalctl -xeu kubelet，以及 crictl ps -a；把输出交给 ${own('explain', '-')}。`,
        kind: say`下一步：kind create cluster --retain，然后 kind export logs，用 ${own('explain')} 查看其中的文件。`,
      })[tool],
  },
  'log/start-unfinished': {
    message: () => say`日志在启动完成之前就结束了`,
    hint: (_, { tool }) =>
      ({
        minikube: say`这是最后一步。如果还在运行，请再等等；如果已经停止，minikube logs --file=logs.txt 会说明原因。`,
        kubeadm: say`这是最后一步。如果已经停止，journalctl -xeu kubelet 会说明原因。`,
        kind: say`这是最后一步。如果已经停止，kind export logs 会保存节点的日志。`,
      })[tool],
  },
}
