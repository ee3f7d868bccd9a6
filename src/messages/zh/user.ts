import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

export const user: AreaWords<'user'> = {
  'user/root': {
    title: '不是 root',
    problems: {
      login: {
        message: ({ driver }) => say`你是 root;minikube 的 ${driver} 驱动拒绝 root`,
        hint: () =>
          say`启动时会加上 --force。它也会关掉 minikube 自己对 CPU、内存和版本的检查,这些由 k8s-doctor 来做。更好的办法是用 docker 组里的普通用户。`,
      },
      sudo: {
        message: ({ user }) => say`正在用 sudo 运行:检查和以后的操作都是为 ${user} 做的`,
      },
    },
  },
}
