import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'install-docker': '安装 Docker 引擎',
  'join-docker-group': '把用户加入 docker 组',
  'start-docker': '启动 Docker 引擎',
  'install-minikube': '安装课程用的 minikube',
  'install-kubectl': '安装课程用的 kubectl',
  'own-files': '把文件还给用户',
  'remove-locks': '删除别的用户留下的 minikube 锁文件',
}
