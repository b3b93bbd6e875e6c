package say

// Picture names a picture: of a finished interview, or of the recap that Reply.Report tells of.
type Picture struct {
	Kind  PictureKind  `json:"kind,omitempty"`
	Run   int          `json:"run,omitempty"`
	Recap RecapPicture `json:"recap,omitempty"`
}

// PictureKind names what is drawn.
type PictureKind string

// The pictures of a result.
const (
	CartesianDiagram PictureKind = "cartesian"
	IEMatrix         PictureKind = "matrix"
)

// RecapPicture names a picture of many businesses.
type RecapPicture string

// The pictures of a recap.
const (
	RecapDiagram RecapPicture = "diagram" // the Cartesian diagram with every business as a point
	RecapMatrix  RecapPicture = "matrix"  // the IE matrix with how many businesses are in each cell
	RecapBars    RecapPicture = "bars"    // the factors' mean ratings
)

// Document names a file that is made for the person.
type Document struct {
	Kind  DocumentKind `json:"kind"`
	Names bool         `json:"names,omitempty"` // with names and Telegram ids of those who agreed to be contacted
}

// DocumentKind names what a file holds.
type DocumentKind string

// The documents.
const (
	MyDataDocument DocumentKind = "mydata" // everything stored about the person, as JSON
	// Of the businesses of Reply.Report: the recap's tables with a row a business, and the rows alone.
	WorkbookDocument DocumentKind = "xlsx"
	CSVDocument      DocumentKind = "csv"
)
