package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook is the sheet of a workbook that holds the table.
type workbook struct {
	file  *excelize.File
	sheet *excelize.Rows
	line  int
	epoch time.Time // day 0 of its numbers of days
}

// openWorkbook finds the sheet with the column.
func openWorkbook(from io.Reader, column string) (*Reader, error) {
	data, err := io.ReadAll(io.LimitReader(from, maxWorkbook+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if len(data) > maxWorkbook {
		return nil, &Fault{1, Workbook}
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: keptUnzipped})
	if err != nil {
		return nil, &Fault{1, Workbook}
	}
	w := &workbook{file: file, epoch: time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)}
	if properties, err := file.GetWorkbookProps(); err == nil && properties.Date1904 != nil && *properties.Date1904 {
		w.epoch = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	for _, name := range file.GetSheetList() {
		r := &Reader{rows: w, workbook: w}
		if w.open(name) == nil && r.find(column) {
			return r, nil
		}
	}
	r := &Reader{rows: w, workbook: w}
	if err := w.open(file.GetSheetName(0)); err != nil {
		return nil, errors.Join(&Fault{1, Workbook}, file.Close())
	}
	r.find(column)
	return r, nil
}

// open begins to read a sheet.
func (w *workbook) open(name string) (err error) {
	if w.sheet != nil {
		w.sheet.Close()
	}
	w.line = 0
	w.sheet, err = w.file.Rows(name)
	return err
}

func (w *workbook) next() (Row, error) {
	w.line++
	if !w.sheet.Next() {
		if w.sheet.Error() != nil {
			return Row{}, &Fault{w.line, Workbook}
		}
		return Row{}, io.EOF
	}
	cells, err := w.sheet.Columns()
	if err != nil {
		return Row{}, &Fault{w.line, Workbook}
	}
	return Row{w.line, cells}, nil
}

func (w *workbook) close() error {
	var err error
	if w.sheet != nil {
		err = w.sheet.Close()
	}
	return errors.Join(err, w.file.Close())
}

// lastDay is the number of days of 31 December 9999, the last that spreadsheets know.
const lastDay = 2_958_465

func (w *workbook) moment(cell string, zone *time.Location) (t time.Time, ok bool) {
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(days >= 1 && days < lastDay) {
		return t, false
	}
	t = w.epoch.Add(time.Duration(math.Round(days*24*60*60)) * time.Second)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone), true
}
