import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'install-docker': '安装 Docker 引擎',
  'join-docker-group': '把用户加入 docker 组',
  'start-docker': '启动 Docker 引擎',
  'upgrade-docker': '升级 Docker 引擎',
  'drop-mirrors': '删除已失效的镜像加速地址',
}
