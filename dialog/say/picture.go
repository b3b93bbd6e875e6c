package say

// Picture names a picture: of a finished interview, or of the recap in Reply.Report.
type Picture struct {
	Kind  PictureKind  `json:"kind,omitempty"`
	Run   int          `json:"run,omitempty"`
	Recap RecapPicture `json:"recap,omitempty"`
}

// PictureKind is what a picture shows.
type PictureKind string

// The pictures of a result.
const (
	CartesianDiagram PictureKind = "cartesian"
	IEMatrix         PictureKind = "matrix"
)

// RecapPicture is a picture of many businesses.
type RecapPicture string

// The pictures of a recap.
const (
	RecapDiagram RecapPicture = "diagram" // the Cartesian diagram with every business as a point
	RecapMatrix  RecapPicture = "matrix"  // the IE matrix with the number of businesses in each cell
	RecapBars    RecapPicture = "bars"    // the factors' mean ratings
)

// Document is a file that is made for the person.
type Document struct {
	Kind  DocumentKind `json:"kind"`
	Names bool         `json:"names,omitempty"` // with names and Telegram ids of the owners who agreed to be contacted
}

// DocumentKind is what a file holds.
type DocumentKind string

// The documents.
const (
	MyDataDocument DocumentKind = "mydata" // everything stored about the person, as JSON
	// Of the businesses of Reply.Report: the recap's tables with one row a business, or only the
	// rows.
	WorkbookDocument DocumentKind = "xlsx"
	CSVDocument      DocumentKind = "csv"
)
