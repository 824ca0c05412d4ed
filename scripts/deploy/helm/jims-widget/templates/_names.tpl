{{- define "jims-widget.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- if not (contains "jims-widget" .Release.Name) -}}-jims-widget{{- end -}}
{{- end -}}

{{- define "jims-widget.selector" -}}
app.kubernetes.io/name: jims-widget
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "jims-widget.labels" -}}
{{ include "jims-widget.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}
