set ns [new Simulator]
set hub [$ns node]
set delay 20ms
foreach name {a b c d e f g h i j} {
  set $name [$ns node]
  $ns simplex-link [set $name] $hub 1.5Mb $delay DropTail
  $ns simplex-link $hub [set $name] 1.5Mb $delay DropTail
}
