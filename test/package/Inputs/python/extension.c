#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

static void *volatile sink;

/* What a host that is not instrumented calls. */
static PyObject *work(PyObject *self, PyObject *count) {
  long n = PyLong_AsLong(count);
  PyObject *list = PyList_New(0);
  for (long i = 0; i < n; ++i) {
    free(sink = malloc(48));
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, 5000);
    PyList_Append(list, bytes);
    Py_DECREF(bytes);
  }
  (void)self;
  return list;
}

static PyMethodDef methods[] = {{"work", work, METH_O, "allocate"},
                                {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "extension", NULL, -1,
                                    methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_extension(void) { return PyModule_Create(&module); }
