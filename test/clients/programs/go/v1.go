// Asks the AWS at SANDBOX_URL who it is.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	config := aws.NewConfig().WithRegion("eu-west-1").WithEndpoint(os.Getenv("SANDBOX_URL"))
	answer, err := sts.New(session.Must(session.NewSession(config))).GetCallerIdentity(&sts.GetCallerIdentityInput{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(aws.StringValue(answer.Arn))
}
