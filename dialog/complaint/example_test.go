package complaint_test

import (
	"fmt"

	"ikmbot/dialog/complaint"
)

// Guess finds the kind of a buyer's complaint. If it is not sure, the owner is asked.
func ExampleGuess() {
	for _, text := range []string{
		"Kak, brgnya blm smp, udh 2 minggu nunggu",
		"the bowl arrived broken",
		"halo",
	} {
		kind, sure := complaint.Guess(text)
		fmt.Printf("%q %v\n", kind, sure)
	}
	// Output:
	// "late" true
	// "damaged" true
	// "" false
}
