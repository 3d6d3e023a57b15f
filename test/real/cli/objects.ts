/** What is said and done about all else: stories of commands that follow each other, each with names of its own. */
export const ofObjects = {
  'of images': `
    tag IMAGE NAME:1
    tag IMAGE NAME
    tag none-NAME NAME:2
    images NAME
    images --filter reference=NAME:* --format '{{.Repository}}:{{.Tag}} {{.Size}}'
    images -q --no-trunc --filter dangling=false NAME
    images --digests NAME
    images -a --filter before=NAME:1 --filter reference=NAME
    images --filter since=none-NAME
    images --filter nonsense=1
    image ls --filter label=none-NAME
    image inspect -f '{{json .Config}} {{.Size}} {{.Os}} {{.Architecture}} {{json .RootFS}}' NAME:1
    image inspect none-NAME
    history -q --no-trunc NAME:1
    history --format '{{.Size}} {{.Comment}}' NAME:1
    history none-NAME
    sh docker save NAME:1 NAME -o DIR/NAME-images.tar && tar tf DIR/NAME-images.tar | grep -c layer.tar
    sh docker save IMAGE | tar t | grep -c json
    save none-NAME -o DIR/none.tar
    rmi NAME:1
    load -q -i DIR/NAME-images.tar
    sh docker load <DIR/NAME-images.tar
    load -i DIR/file
    create --name NAME NAME:1 sleep 100
    rmi NAME:1 NAME
    rmi -f NAME:1
    rm -f NAME
    rmi --no-prune NAME
    rmi NAME
    image prune -f --filter label=none-NAME
    image prune -af --filter label=none-NAME --filter until=24h
  `,
  'of builds': `
    build -q -t bld-NAME:1 --build-arg V=NAME --label a=b DIR/context
    image inspect bld-NAME:1
    run --rm bld-NAME:1
    sh docker build -t bld-NAME:2 --target first --build-arg V=NAME --iidfile DIR/NAME.iid --force-rm DIR/context && wc -c <DIR/NAME.iid
    build -q -t bld-NAME:3 -f DIR/context/Broken DIR/context
    sh tar c -C DIR/context . | docker build -t bld-NAME:4 -f Broken -
    sh printf "FROM IMAGE\\nLABEL q=1\\n" | docker build -q -
    rmi -f bld-NAME:1 bld-NAME:2
  `,
  'of networks': `
    network create --label a=b --internal --subnet NET.0/24 --gateway NET.1 --ip-range NET.0/25 -o com.docker.network.bridge.enable_icc=false --attachable net-NAME
    network inspect net-NAME
    network inspect -f '{{.Internal}} {{.Labels}}' net-NAME
    network ls --filter name=net-NAME --format '{{.Name}} {{.Driver}} {{.Scope}} {{.Internal}}'
    network ls -q --no-trunc --filter label=a=b --filter name=net-NAME --filter driver=bridge --filter type=custom
    network ls --filter nonsense=1
    network create net-NAME
    network create --subnet 10.0.0.0/99 x-NAME
    run -d --name NAME --network net-NAME --network-alias zz IMAGE sleep 100
    network inspect -f '{{range .Containers}}{{.Name}} {{.MacAddress | len}}{{end}}' net-NAME
    exec NAME sh -c "ping -q -c 1 -w 5 zz >/dev/null && echo there"
    network disconnect net-NAME NAME
    network disconnect net-NAME NAME
    network connect --alias yy --ip NET.77 net-NAME NAME
    inspect -f '{{(index .NetworkSettings.Networks "net-NAME").IPAMConfig}} {{(index .NetworkSettings.Networks "net-NAME").IPAddress}}' NAME
    network connect net-NAME NAME
    network connect none-NAME NAME
    network connect net-NAME none-NAME
    network rm net-NAME
    network disconnect -f net-NAME NAME
    rm -f NAME
    network rm net-NAME
    network rm none-NAME
    network create --label prune=NAME p-NAME
    network prune -f --filter label=prune=NAME
    network inspect p-NAME
  `,
  'of volumes': `
    volume create --label a=b --label team=NAME vol-NAME
    volume create vol-NAME
    volume create -o type=tmpfs -o device=tmpfs -o o=size=1m tmp-NAME
    volume inspect vol-NAME
    volume inspect -f '{{.Driver}} {{.Labels}} {{.Options}}' tmp-NAME
    volume inspect none-NAME
    volume ls --filter name=vol-NAME
    volume ls -q --filter label=team=NAME --filter dangling=true --filter driver=local
    volume ls --filter nonsense=1
    run --name NAME -v vol-NAME:/v -v vol-NAME:/w:ro IMAGE sh -c "echo kept >/v/file; cat /w/file; touch /w/x"
    volume rm vol-NAME
    rm NAME
    volume rm tmp-NAME
    volume rm none-NAME
    volume rm -f none-NAME
    volume prune -f --filter label=team=NAME
    volume ls -q --filter name=vol-NAME
  `,
  'of the engine': `
    version --format '{{.Server.Version}} {{.Server.Os}} {{.Server.APIVersion}} {{.Client.APIVersion}}'
    info --format '{{.OSType}} {{.Driver}} {{.ID}} {{.Swarm.LocalNodeState}} {{.ServerVersion}}'
    sh docker info | grep -E "Storage Driver|Logging Driver|Cgroup|Operating System"
    system df --format '{{.Type}} {{.TotalCount}}' | wc -l
    sh docker system df -v | grep -c NAME
    create --name NAME -l team=NAME IMAGE true
    inspect IMAGE -f '{{.Os}}'
    inspect bridge -f '{{.Name}}'
    inspect none-NAME
    inspect NAME none-NAME -f '{{.Name}}'
    system prune -f --filter label=team=NAME
    ps -aq --filter name=NAME
  `,
  'of what is not there': `
    start none-NAME
    stop none-NAME
    restart none-NAME
    kill none-NAME
    pause none-NAME
    unpause none-NAME
    rm none-NAME
    rm -f none-NAME
    rename none-NAME x
    update --memory 64m none-NAME
    wait none-NAME
    top none-NAME
    port none-NAME
    diff none-NAME
    attach none-NAME
    commit none-NAME
    export none-NAME -o DIR/none.tar
    stats --no-stream none-NAME
    create none-NAME:1
    rmi none-NAME
    push none-NAME
    start none-NAME none2-NAME
    create --name "bad name" IMAGE
    create --name x/NAME IMAGE
  `,
  'of swarms and plugins, where there are none': `
    plugin ls
    plugin inspect none-NAME
    node ls
    node inspect self
    service ls
    service ps none-NAME
    service logs none-NAME
    stack ls
    secret ls
    secret inspect none-NAME
    config ls
    config inspect none-NAME
    swarm leave
    swarm unlock-key
    swarm ca
    context ls --format '{{.Name}}'
  `,
} as const;
