set a xxxxxxxxxx
for {set i 0} {$i < 100} {incr i} {
  set a $a$a
}
