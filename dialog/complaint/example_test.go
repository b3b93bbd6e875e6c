package complaint_test

import (
	"fmt"

	"ikmbot/dialog/complaint"
)

// What a buyer wrote is about one kind of complaint, about two, or about none. Where that is not sure,
// the owner is asked.
func ExampleGuess() {
	for _, text := range []string{
		"Kak, brgnya blm smp, udh 2 minggu nunggu",
		"the bowl arrived broken",
		"gelasnya pecah semua, saya minta uang kembali",
		"tokonya buka jam berapa ya",
		"halo",
	} {
		fmt.Printf("%+v\n", complaint.Guess(text))
	}
	// Output:
	// {Kinds:[late] None:false Sure:true}
	// {Kinds:[damaged] None:false Sure:true}
	// {Kinds:[refund damaged] None:false Sure:true}
	// {Kinds:[] None:true Sure:true}
	// {Kinds:[] None:false Sure:false}
}
