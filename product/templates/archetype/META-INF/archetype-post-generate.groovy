// Maven asks for no other value when one does not fit; until here it has made nothing but the pom
if (verdict != 'fit') {
    def project = new File(request.outputDirectory, request.artifactId)
    new File(project, 'pom.xml').delete()
    project.delete()
    throw new IllegalArgumentException(verdict)
}
