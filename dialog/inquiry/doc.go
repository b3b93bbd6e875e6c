// Package inquiry takes questions from owners to officers and answers back, without either learning
// the other's Telegram account. Which officers get a question is decided by the store.
package inquiry
