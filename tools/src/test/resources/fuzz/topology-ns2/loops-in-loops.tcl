set n 0
for {set i 0} {$i < 1000000} {incr i} {
  for {set j 0} {$j < 1000000} {incr j} {
    for {set k 0} {$k < 1000000} {incr k} {
    }
  }
}
