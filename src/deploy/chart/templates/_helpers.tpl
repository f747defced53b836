{{- define "gateway.name" -}}
{{ .Release.Name }}-gateway
{{- end -}}

{{- define "gateway.selector" -}}
app.kubernetes.io/name: decisionos-gateway
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gateway.labels" -}}
{{ include "gateway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "gateway.scheme" -}}
{{- if eq .Values.tls.mode "on" -}}HTTPS{{- else -}}HTTP{{- end -}}
{{- end -}}
