package inquiry

// InquiryAsked: the person asks the officers something. Whether it is too much is for the
// store to tell.
type Asked struct{ Inquiry Inquiry }

// InquiryTaken: the officer wants to take care of an inquiry. ID may be forged, and somebody
// else may have it already.
type Taken struct{ ID int64 }

// InquiryReturned: the officer leaves an inquiry to the others. ID may be forged.
type Returned struct{ ID int64 }

// InquiryAnswered: the officer answers an inquiry, and takes it where nobody has.
type Answered struct {
	ID     int64
	Letter Letter
}

// Effect marks an [Effect].
func (Asked) Effect() {}

// Effect marks an [Effect].
func (Taken) Effect() {}

// Effect marks an [Effect].
func (Returned) Effect() {}

// Effect marks an [Effect].
func (Answered) Effect() {}
