import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

export const user: AreaWords<'user'> = {
  'user/root': {
    title: '不是 root',
    problems: {
      login: {
        message: ({ driver }) => say`你是 root；minikube 的 ${driver} 驱动拒绝 root`,
        hint: () =>
          say`启动时会加上 --force。它也会关掉 minikube 自己对 CPU、内存和版本的检查，这些由 k8s-doctor 来做。更好的办法是用 docker 组里的普通用户。`,
      },
      sudo: {
        message: ({ user }) => say`正在用 sudo 运行：检查和以后的操作都是为 ${user} 做的`,
      },
    },
  },
  'user/files': {
    title: '用户自己的文件',
    problems: {
      'home-missing': {
        message: ({ path, user }) =>
          say`${user} 没有主目录：${path} 不存在，而 minikube 要把状态保存在那里`,
        hint: () => say`创建这个目录，或者让 HOME 指向你自己的目录。`,
      },
      'foreign-owner': {
        message: ({ path, owner, user }) =>
          say`${path} 属于 ${owner}，${user} 不能写入：以前用 sudo 运行过 minikube 或 kubectl`,
        hint: () => say`把它还给自己，以后运行 minikube 和 kubectl 不要加 sudo。`,
      },
      protected: {
        message: ({ path }) => say`${path} 是只读的，minikube 无法保存状态`,
        hint: () => say`给自己加上写权限。如果不成功，说明文件系统是以只读方式挂载的。`,
      },
      'no-place': {
        message: ({ path, parent }) => say`${path} 不存在，也无法创建：你在 ${parent} 里没有写权限`,
        hint: () => say`看看 MINIKUBE_HOME 和 KUBECONFIG 指向哪里；取消设置就会使用你的主目录。`,
      },
      'not-yours': {
        message: ({ path, owner, user }) =>
          owner === undefined
            ? say`${user} 打不开 ${path}，而 MINIKUBE_HOME 或 KUBECONFIG 指向那里`
            : say`${path} 属于 ${owner}，${user} 打不开，而 MINIKUBE_HOME 或 KUBECONFIG 指向那里`,
        hint: () => say`它不是你的，不要去改：取消这个变量，使用自己的主目录，或者从中去掉这一项。`,
      },
    },
  },
  'user/locks': {
    title: 'minikube 的锁文件',
    problems: {
      foreign: {
        message: ({ paths }) =>
          say`这里有别的用户（root 或通过 sudo）运行过 minikube，留下了当前用户打不开的锁文件：${paths}`,
        hint: ({ running }) => {
          if (running.value === 'no')
            return say`现在没有 minikube 在运行，锁没有人持有：只删除这几个文件即可，不要为此调低 fs.protected_regular。`
          return running.value === 'yes'
            ? say`有 minikube 正在运行：等它结束后再检查一次。`
            : say`先确认没有 minikube 在运行，然后只删除这几个文件。`
        },
      },
    },
  },
}
