import type { FixTitles } from '../translation.ts'

export const fixes: FixTitles = {
  'install-docker': '安装 Docker 引擎',
  'join-docker-group': '把用户加入 docker 组',
  'enable-wsl-systemd': '让 WSL 启动 systemd(之后运行 wsl --shutdown)',
  'prune-images': '删除没有名字的旧镜像',
  'raise-inotify': '提高 inotify 上限',
  'start-docker': '启动 Docker 引擎',
  'delete-profile': '删除旧集群',
  'delete-leftovers': '删除旧集群留在 Docker 里的内容',
  'update-context': '把集群的地址写入 kubeconfig',
}
